/** The part of cli-progress that is used here; the package brings no types. */
declare module "cli-progress" {
  interface SingleBar {
    start(total: number, startValue: number, payload?: Readonly<Record<string, unknown>>): void;
    update(value: number, payload?: Readonly<Record<string, unknown>>): void;
    setTotal(total: number): void;
    stop(): void;
  }
  const cliProgress: {
    readonly SingleBar: new (options: Readonly<Record<string, unknown>>) => SingleBar;
  };
  export = cliProgress;
}
