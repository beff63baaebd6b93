import type { Random } from "@wristprint/core";

/** The next point's stray from its way, in px. */
export type Tremble = () => readonly [x: number, y: number];

const STEADY = [0, 0] as const;

/**
 * Draws how scripts blur their ways, if they do: noise that is new at each point, that lingers, an offset that holds for
 * some points, or an even tremble.
 */
export function drawTremble(random: Random): Tremble {
  const size = 0.3 * 10 ** random.uniform();
  switch (random.integer(7)) {
    case 0:
      return () => [size * random.normal(), size * random.normal()];
    case 1: {
      const memory = 0.5 + 0.45 * random.uniform();
      let [x, y] = [0, 0];
      return () => {
        x = memory * x + size * random.normal();
        y = memory * y + size * random.normal();
        return [x, y];
      };
    }
    case 2: {
      const rate = 0.05 + 0.3 * random.uniform();
      let [x, y] = [0, 0];
      return () => {
        if (random.uniform() < rate) [x, y] = [size * random.normal(), size * random.normal()];
        return [x, y];
      };
    }
    case 3: {
      const every = 0.2 + 1.5 * random.uniform();
      const turn = 2 * Math.PI * random.uniform();
      let angle = turn;
      return () => {
        angle += every * (0.8 + 0.4 * random.uniform());
        const away = size * Math.sin(angle);
        return [away * Math.cos(turn), away * Math.sin(turn)];
      };
    }
    default:
      return () => STEADY;
  }
}
