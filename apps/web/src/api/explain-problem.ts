/** What a status means to somebody who did not write the server. */
const BY_STATUS: Readonly<Record<number, string>> = {
  400: "Something in the form is not as the server expects it",
  401: "You are not signed in, or the password is wrong",
  403: "This is not allowed here",
  404: "This is not there any more",
  409: "This does not go together with what is there already",
  413: "That is too much at once",
  422: "Something in the form is not as the server expects it",
  429: "Too many tries in a short time. Wait a minute, then try again",
  503: "The server is busy or just starting. Try again in a moment",
};

/** One sentence, and the server's own detail behind it, where there is one. */
export function explainProblem(told: {
  readonly title: string;
  readonly status: number;
  readonly detail?: string | undefined;
}): string {
  const plain =
    BY_STATUS[told.status] ??
    (told.status >= 500 ? "The server made a mistake" : told.title || "It was refused");
  const detail = told.detail ?? (BY_STATUS[told.status] === undefined ? "" : told.title);
  return detail === "" || detail === plain ? `${plain}.` : `${plain}. ${withStop(detail)}`;
}

function withStop(sentence: string): string {
  const upper = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return /[.!?]$/.test(upper) ? upper : `${upper}.`;
}
