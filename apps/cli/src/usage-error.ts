/** The command was called wrongly: the message is one line that says what was expected and what came. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
