import type { AuditEntry } from "@wristprint/api";
import { useState } from "react";
import { useConsole } from "../../console-context.js";
import { Failure } from "../../parts/notice.js";
import { sayTime } from "../../parts/say.js";
import { sayDeed } from "../../parts/say-audit.js";
import { useAction } from "../../parts/use-action.js";
import { useLoad } from "../../parts/use-load.js";

const AT_ONCE = 20;

export function AuditPanel() {
  const { call, project } = useConsole();
  const params = { project: project.id };
  const newest = useLoad(() => call("listAudit", { params, query: { limit: AT_ONCE } }), project.id);
  const [older, setOlder] = useState<{ items: readonly AuditEntry[]; next: string | null } | null>(null);
  const { busy, error, run } = useAction();
  const items = [...(newest.data?.items ?? []), ...(older?.items ?? [])];
  const next = older === null ? (newest.data?.next ?? null) : older.next;
  return (
    <section className="panel stack">
      <h2>Who did what</h2>
      <Failure error={newest.error ?? error} />
      {newest.data?.items.length === 0 ? <p className="quiet">Nothing yet.</p> : null}
      {items.length > 0 ? (
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">Did what</th>
              </tr>
            </thead>
            <tbody>
              {items.map((entry) => {
                const { deed, what } = sayDeed(entry);
                return (
                  <tr key={entry.id}>
                    <td>{sayTime(entry.at)}</td>
                    <td>{entry.actor}</td>
                    <td title={`${entry.action}: ${entry.target}`}>
                      {deed} <small>{what}</small>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
      {next === null ? null : (
        <div className="actions">
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              run(async () => {
                const page = await call("listAudit", { params, query: { limit: AT_ONCE, after: next } });
                setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
              })
            }
          >
            Older
          </button>
        </div>
      )}
    </section>
  );
}
