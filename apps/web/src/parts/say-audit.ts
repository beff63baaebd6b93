import type { AuditEntry } from "@wristprint/api";

/** What the server notes, in words that follow who did it. */
const DEEDS: Readonly<Record<string, string>> = {
  "console.set-up": "chose the console's password",
  "console.signed-in": "signed in",
  "project.created": "made the project",
  "project.changed": "changed the settings",
  "key.created": "made a key",
  "key.revoked": "revoked a key",
  "subject.created": "added a person",
  "subject.erased": "erased a person",
  "subject.exported": "downloaded what is stored of a person",
  "enrolment.created": "had a person learnt",
  "enrolment.erased": "took back what was learnt",
  "session.created": "began a session",
  "session.ended": "ended a session",
  "session.erased": "erased a session",
  "session.expired": "erased a session whose time was over",
  "webhook.created": "added a webhook",
  "webhook.erased": "took a webhook away",
};

/** As much of an id as tells things apart in a list. */
const ID_LETTERS = 8;

/** One line of the list of who did what: the deed in words, and to what, an id by its first letters. */
export function sayDeed({ action, target }: Pick<AuditEntry, "action" | "target">): {
  readonly deed: string;
  readonly what: string;
} {
  const [kind, name = ""] = target.split(" ");
  const what = kind === "address" ? `from ${name}` : name.slice(0, ID_LETTERS);
  return { deed: DEEDS[action] ?? action, what };
}
