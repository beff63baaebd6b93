import type { Random } from "@wristprint/core";
import type { TrackGenerator } from "./generator.js";
import { drawPace } from "./pace.js";
import { drawTremble } from "./tremble.js";

/** A place after a share of the figure, in distances to the target: along the straight line and across it. */
type Figure = (share: number) => readonly [along: number, across: number];

/** Traces a figure that a formula gives. */
export const shape: TrackGenerator = {
  name: "shape",
  meaning: "a part of an ellipse or more than one, a spiral, a wave or a polygon",
  source: "our own: what scripts draw to show how to drive a pointer",
  generate({ random, targetX, targetY, record }) {
    const figures = [drawEllipse, drawSpiral, drawWave, drawPolygon];
    const figure = (figures[random.integer(figures.length)] ?? drawEllipse)(random);
    const durationMs = 200 * 20 ** random.uniform();
    const pace = random.uniform() < 0.5 ? (u: number) => u : drawPace(random);
    const tremble = drawTremble(random);
    return record(durationMs, (ms) => {
      const [along, across] = figure(pace(ms / durationMs));
      const [strayX, strayY] = tremble();
      return [along * targetX - across * targetY + strayX, along * targetY + across * targetX + strayY];
    });
  },
};

/** Half of them go round about once, from where they began. */
function drawEllipse(random: Random): Figure {
  const sweep =
    2 * Math.PI * (random.uniform() < 0.5 ? 0.9 + 0.2 * random.uniform() : 0.2 + 1.8 * random.uniform());
  const height = (random.uniform() < 0.5 ? 1 : 0.2 + random.uniform()) * (random.uniform() < 0.5 ? 1 : -1);
  const from = 2 * Math.PI * random.uniform();
  return (u) => {
    const angle = from + sweep * u;
    return [(Math.cos(angle) - Math.cos(from)) / 2, (height * (Math.sin(angle) - Math.sin(from))) / 2];
  };
}

function drawSpiral(random: Random): Figure {
  const turns = 2 * Math.PI * (0.5 + 2 * random.uniform());
  const inwards = random.uniform() < 0.5;
  return (u) => {
    const radius = inwards ? 1 - 0.9 * u : 0.1 + 0.9 * u;
    const start = inwards ? 1 : 0.1;
    return [(radius * Math.cos(turns * u) - start) / 2, (radius * Math.sin(turns * u)) / 2];
  };
}

function drawWave(random: Random): Figure {
  const waves = 2 * Math.PI * (0.5 + 3 * random.uniform());
  const height = 0.02 * 20 ** random.uniform();
  return (u) => [u, height * Math.sin(waves * u)];
}

function drawPolygon(random: Random): Figure {
  const corners = 3 + random.integer(5);
  const sides = random.uniform() < 0.5 ? corners : 1 + random.integer(corners);
  const from = 2 * Math.PI * random.uniform();
  const corner = (index: number) => {
    const angle = from + (2 * Math.PI * index) / corners;
    return [Math.cos(angle) / 2, Math.sin(angle) / 2] as const;
  };
  const [startX, startY] = corner(0);
  return (u) => {
    const side = Math.min(sides - 1, Math.floor(u * sides));
    const share = u * sides - side;
    const [ax, ay] = corner(side);
    const [bx, by] = corner(side + 1);
    return [ax + share * (bx - ax) - startX, ay + share * (by - ay) - startY];
  };
}
