/** Who may record: what the live endpoint asks about tokens and pages. */
import type { LiveAccess } from "../../live/live-access.js";
import type { ServerContext } from "../context.js";

/** Path of what pages send to; see docs/wire-format.md. */
export const LIVE_PREFIX = "/live";

export function liveAccess({ store, tokens }: Pick<ServerContext, "store" | "tokens">): LiveAccess {
  return {
    findSession: (session) => store.sessions.find(session),
    checkToken(session, token) {
      const checked = tokens.checkToken(token);
      if (!checked.ok) return checked.reason === "expired" ? "expired" : "unknown";
      return checked.session === session.toLowerCase() ? "ok" : "unknown";
    },
    async originAllowed(project, origin, host) {
      // The server's own pages are its console and its demonstrations.
      if (host !== undefined && /^https?:\/\/(.+)$/.exec(origin)?.[1] === host.toLowerCase()) return true;
      const { settings } = (await store.projects.get(project)) ?? {};
      return settings?.origins.includes(origin) ?? false;
    },
  };
}
