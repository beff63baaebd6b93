import { PageHead } from "../parts/page-head.js";
import { AuditPanel } from "./settings/audit-panel.js";
import { KeysPanel } from "./settings/keys-panel.js";
import { ProjectPanel } from "./settings/project-panel.js";
import { ServerPanel } from "./settings/server-panel.js";
import { WebhooksPanel } from "./settings/webhooks-panel.js";

/** Rules of the project, and what runs. To add a panel: a file in `settings/`, a line here. */
export function SettingsPage() {
  return (
    <>
      <PageHead title="Settings">
        Here you set how sure Wristprint must be, how long it keeps what, and which programs may use it.
      </PageHead>
      <ProjectPanel />
      <KeysPanel />
      <WebhooksPanel />
      <AuditPanel />
      <ServerPanel />
    </>
  );
}
