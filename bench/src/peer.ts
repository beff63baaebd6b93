/** Programs of others to measure against: Python scripts in `bench/peers`, run where their library is installed. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface Peer {
  /** Library and version. */
  readonly name: string;
  /** Runs the peer's script and returns the JSON document that it prints last. */
  run(...args: readonly string[]): Promise<unknown>;
}

/** $PYTHON where it is set; Debian's own Python has the libraries that Debian's packages bring. */
const INTERPRETERS = [process.env.PYTHON, "python3", "/usr/bin/python3"].filter((path) => path !== undefined);

/** The peer, or nothing where no Python at hand has its library. */
export async function findPeer(library: string, script: string): Promise<Peer | undefined> {
  const path = fileURLToPath(new URL(`../peers/${script}`, import.meta.url));
  for (const python of INTERPRETERS) {
    try {
      const code = `import ${library}; print(${library}.__version__)`;
      const { stdout } = await execute(python, ["-c", code]);
      return {
        name: `${library} ${stdout.trim()}`,
        async run(...args) {
          const result = await execute(python, [path, ...args], { maxBuffer: 1 << 24 });
          return JSON.parse(result.stdout.trim().split("\n").at(-1) as string);
        },
      };
    } catch {
      // Not there, or without the library: try the next.
    }
  }
  return undefined;
}
