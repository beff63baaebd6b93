import type { Project } from "@wristprint/api";
import { createContext, useContext } from "react";
import type { Call } from "./api/client.js";
import type { Live } from "./live/use-live-sessions.js";

/** What every page of the signed-in console is given. */
export interface ConsoleContext {
  readonly call: Call;
  readonly project: Project;
  readonly projects: readonly Project[];
  readonly changeProject: (project: Project) => void;
  readonly live: Live;
}

export const ConsoleContextOf = createContext<ConsoleContext | null>(null);

export function useConsole(): ConsoleContext {
  const context = useContext(ConsoleContextOf);
  if (context === null) throw new Error("a page outside of the console");
  return context;
}
