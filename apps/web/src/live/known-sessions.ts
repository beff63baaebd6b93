import type { FeedMessage, Session } from "@wristprint/api";

export type KnownSessions = ReadonlyMap<string, Session>;

/** Takes a list that was loaded in; what the feed told since is as new or newer, so it replaces only the older. */
export function withLoaded(known: KnownSessions, loaded: readonly Session[]): KnownSessions {
  const next = new Map(known);
  for (const session of loaded) {
    const before = next.get(session.id);
    if (before === undefined || !isNewer(before, session)) next.set(session.id, session);
  }
  return next;
}

/** Takes one message of the feed in. */
export function withMessage(known: KnownSessions, message: FeedMessage): KnownSessions {
  switch (message.type) {
    case "session":
      return new Map(known).set(message.session.id, message.session);
    case "decision": {
      const session = known.get(message.decision.session);
      if (session === undefined) return known;
      const others = session.decisions.filter(({ kind }) => kind !== message.decision.kind);
      return new Map(known).set(session.id, { ...session, decisions: [...others, message.decision] });
    }
    case "erased": {
      const gone = [...known.values()].filter(({ id, subject }) =>
        message.kind === "session" ? id === message.id : subject?.id === message.id,
      );
      if (gone.length === 0) return known;
      const next = new Map(known);
      for (const { id } of gone) next.delete(id);
      return next;
    }
    default:
      return known;
  }
}

/** Those that go on first, each newest first. */
export function inOrder(known: KnownSessions): Session[] {
  const rank = ({ status }: Session) => ["live", "waiting", "ended"].indexOf(status);
  return [...known.values()].sort((a, b) => rank(a) - rank(b) || b.createdAt.localeCompare(a.createdAt));
}

function isNewer(a: Session, b: Session): boolean {
  if ((a.status === "ended") !== (b.status === "ended")) return a.status === "ended";
  return a.events > b.events || (a.events === b.events && a.scored > b.scored);
}
