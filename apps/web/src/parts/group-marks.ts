/** What tells groups of points apart: a colour, and once those are used up, a shape too. */
export interface Mark {
  readonly colour: string;
  readonly shape: Shape;
}
export type Shape = "disc" | "square" | "triangle" | "diamond";

/** Okabe and Ito's colours, told apart by the colour-blind too; without black and yellow, which a theme swallows. */
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#8f7fe8"];
const SHAPES: readonly Shape[] = ["disc", "square", "triangle", "diamond"];

/** The mark of the group with this number, from 0. Groups past the 28th look like earlier ones. */
export function markOf(group: number): Mark {
  return {
    colour: COLOURS[group % COLOURS.length] as string,
    shape: SHAPES[Math.floor(group / COLOURS.length) % SHAPES.length] as Shape,
  };
}

/** A shape's outline round a place, for SVG and canvas. */
export function shapePath(shape: Shape, x: number, y: number, radius: number): string {
  const at = (dx: number, dy: number) => `${(x + dx * radius).toFixed(2)} ${(y + dy * radius).toFixed(2)}`;
  switch (shape) {
    case "square":
      return `M${at(-0.85, -0.85)}L${at(0.85, -0.85)}L${at(0.85, 0.85)}L${at(-0.85, 0.85)}Z`;
    case "triangle":
      return `M${at(0, -1.1)}L${at(1, 0.8)}L${at(-1, 0.8)}Z`;
    case "diamond":
      return `M${at(0, -1.2)}L${at(1.2, 0)}L${at(0, 1.2)}L${at(-1.2, 0)}Z`;
    default:
      return `M${at(-1, 0)}A${radius} ${radius} 0 1 1 ${at(1, 0)}A${radius} ${radius} 0 1 1 ${at(-1, 0)}Z`;
  }
}
