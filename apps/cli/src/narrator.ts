/** What a command tells on stderr while it works: words and progress, never results. */
import cliProgress from "cli-progress";

/** Where a text goes; a terminal gets bars, anything else plain lines. */
export interface TextStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

export interface Progress {
  /** @param detail what is being done just now, a few words */
  update(done: number, total: number, detail: string): void;
  /** A line that plain output always gets, such as "user7 is trained"; a bar tells it by its length. */
  milestone(line: string): void;
  end(): void;
}

export interface Narrator {
  say(line: string): void;
  /** Progress of a piece of work, from now on; one at a time. */
  progress(title: string): Progress;
  /** Leaves the terminal as it was. */
  close(): void;
}

export interface NarratorOptions {
  readonly stream: TextStream;
  readonly quiet: boolean;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Shortest time between two plain lines of progress. */
export const PLAIN_INTERVAL_MS = 2000;

export function createNarrator({ stream, quiet, clock }: NarratorOptions): Narrator {
  let current: Progress | undefined;
  const close = () => {
    current?.end();
    current = undefined;
  };
  return {
    say(line) {
      if (!quiet) stream.write(`${line}\n`);
    },
    progress(title) {
      close();
      if (quiet) current = silentProgress();
      else current = stream.isTTY ? barProgress(stream, title) : plainProgress(stream, title, clock);
      return current;
    },
    close,
  };
}

function silentProgress(): Progress {
  return { update() {}, milestone() {}, end() {} };
}

function barProgress(stream: TextStream, title: string): Progress {
  const bar = new cliProgress.SingleBar({
    stream,
    format: `${title} [{bar}] {percentage} % · {detail}`,
    barCompleteChar: "=",
    barIncompleteChar: " ",
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
    // Signals are ours: see run-interruptibly.ts.
    gracefulExit: false,
  });
  let started = false;
  return {
    update(done, total, detail) {
      if (!started) {
        bar.start(total, done, { detail });
        started = true;
      }
      bar.update(done, { detail });
    },
    milestone() {},
    end() {
      if (started) bar.stop();
      started = false;
    },
  };
}

function plainProgress(stream: TextStream, title: string, clock: () => number): Progress {
  let last = clock();
  return {
    update(done, total, detail) {
      const now = clock();
      if (now - last < PLAIN_INTERVAL_MS) return;
      last = now;
      const percent = total === 0 ? 100 : Math.floor((100 * done) / total);
      stream.write(`${title}: ${percent} %, ${detail}\n`);
    },
    milestone(line) {
      last = clock();
      stream.write(`${title}: ${line}\n`);
    },
    end() {},
  };
}
