import type { Random } from "@wristprint/core";

/** How much of a way is done after a share of its time: 0 at 0, 1 at 1; in between it may go past 1 and come back. */
export type Pace = (share: number) => number;

/** The pace of least jerk (Flash and Hogan 1985). */
export const leastJerk: Pace = (u) => u * u * u * (10 - 15 * u + 6 * u * u);

/**
 * Draws a pace as scripts have them: steady, eased in, out or both by a power, a sine or an exponential, speeding up to
 * an even speed and slowing down from it, least jerk, past the end and back, or of stretches of different speeds.
 */
export function drawPace(random: Random): Pace {
  const power = 1.3 + 3 * random.uniform();
  switch (random.integer(10)) {
    case 0:
      return (u) => u;
    case 1:
      return (u) => u ** power;
    case 2:
      return (u) => 1 - (1 - u) ** power;
    case 3:
      return (u) => (u < 0.5 ? (2 * u) ** power / 2 : 1 - (2 - 2 * u) ** power / 2);
    case 4:
      return (u) => (1 - Math.cos(Math.PI * u)) / 2;
    case 5:
      return leastJerk;
    case 6: {
      const decay = 2 + 6 * random.uniform();
      return (u) => (1 - Math.exp(-decay * u)) / (1 - Math.exp(-decay));
    }
    case 7:
      return drawCruise(random);
    case 8: {
      // The "back" easing of tweening libraries.
      const past = 0.4 + 1.6 * random.uniform();
      return (u) => 1 + (past + 1) * (u - 1) ** 3 + past * (u - 1) ** 2;
    }
    default:
      return drawStretches(random);
  }
}

function drawCruise(random: Random): Pace {
  const rise = 0.05 + 0.4 * random.uniform();
  const fall = 0.05 + 0.4 * random.uniform();
  const whole = 1 - (rise + fall) / 2;
  return (u) => {
    if (u < rise) return (u * u) / (2 * rise) / whole;
    if (u <= 1 - fall) return (u - rise / 2) / whole;
    return 1 - (1 - u) ** 2 / (2 * fall) / whole;
  };
}

function drawStretches(random: Random): Pace {
  const count = 2 + random.integer(5);
  const speeds = Array.from({ length: count }, () => 0.15 + random.uniform());
  const whole = speeds.reduce((sum, speed) => sum + speed, 0);
  return (u) => {
    const at = Math.min(count - 1, Math.floor(u * count));
    let done = 0;
    for (let s = 0; s < at; s++) done += speeds[s] as number;
    return (done + (speeds[at] as number) * (u * count - at)) / whole;
  };
}
