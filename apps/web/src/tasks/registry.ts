import type { ComponentType } from "react";
import { ChessTask } from "./chess/chess-task.js";
import { DragTask } from "./drag/drag-task.js";
import { TargetsTask } from "./targets/targets-task.js";

/** Something to do with the pointer while it is recorded. To add one: its folder, and a line here. */
export const TASKS: readonly {
  readonly name: string;
  readonly label: string;
  readonly Task: ComponentType;
}[] = [
  { name: "targets", label: "Click discs", Task: TargetsTask },
  { name: "drag", label: "Drag discs", Task: DragTask },
  { name: "chess", label: "Play chess", Task: ChessTask },
];
