import { fileURLToPath } from "node:url";

/** The root of the repository that this command lies in: experiments and benchmarks are found from there. */
export const REPOSITORY_ROOT = fileURLToPath(new URL("../../..", import.meta.url));
