import type { TrackGenerator } from "./generator.js";

const EASES: readonly ((share: number) => number)[] = [
  (u) => u,
  (u) => u * u * (3 - 2 * u),
  (u) => 1 - (1 - u) ** 3,
  (u) => (1 - Math.cos(Math.PI * u)) / 2,
  (u) => 1 - (1 - u) ** 5,
];

/** A cubic Bézier curve with random control points, run through with one of the usual easings. */
export const bezier: TrackGenerator = {
  name: "bezier",
  meaning: "a Bézier curve with an easing, or out to the target's other side and back",
  source: "ghost-cursor, pyautogui tweens and their like",
  generate({ random, targetX, targetY, record }) {
    const distance = Math.hypot(targetX, targetY);
    const durationMs = 150 * 20 ** random.uniform();
    const bend = 0.6 * distance * random.uniform();
    const control = (share: number): readonly [number, number] => {
      const side = bend * random.normal();
      return [share * targetX - (side * targetY) / distance, share * targetY + (side * targetX) / distance];
    };
    const [ax, ay] = control(0.2 + 0.3 * random.uniform());
    const [bx, by] = control(0.5 + 0.4 * random.uniform());
    const ease = EASES[random.integer(EASES.length)] ?? ((u: number) => u);
    const noise = random.uniform() < 0.3 ? 1.5 * random.uniform() : 0;
    // A circle-like way: the curve comes back to where it began.
    const closes = random.uniform() < 0.2;
    const [endX, endY] = closes ? [0, 0] : [targetX, targetY];
    return record(durationMs, (ms) => {
      const u = ease(ms / durationMs);
      const v = 1 - u;
      const [c1, c2, c3] = [3 * v * v * u, 3 * v * u * u, u * u * u];
      return [
        c1 * ax + c2 * bx + c3 * endX + noise * random.normal(),
        c1 * ay + c2 * by + c3 * endY + noise * random.normal(),
      ];
    });
  },
};
