import { useState } from "react";
import { useConsole } from "../../console-context.js";
import { Failure } from "../../parts/notice.js";
import { sayRate } from "../../parts/say.js";
import { useAction } from "../../parts/use-action.js";

/** False match rates to choose from; each is what the server takes (0.0001 to 0.2). */
const RATES = [0.1, 0.05, 0.02, 0.01, 0.005, 0.001];

export function ProjectPanel() {
  const { call, project, changeProject } = useConsole();
  const [name, setName] = useState(project.name);
  const [settings, setSettings] = useState(project.settings);
  const [origins, setOrigins] = useState(project.settings.origins.join("\n"));
  const [saved, setSaved] = useState(false);
  const { busy, error, run } = useAction();
  const rates = RATES.includes(settings.fmr) ? RATES : [...RATES, settings.fmr].sort((a, b) => b - a);
  return (
    <form
      className="panel stack"
      onChange={() => setSaved(false)}
      onSubmit={(event) => {
        event.preventDefault();
        void run(async () => {
          changeProject(
            await call("changeProject", {
              params: { project: project.id },
              body: {
                name: name.trim(),
                settings: { ...settings, origins: origins.split(/\s+/).filter((one) => one !== "") },
              },
            }),
          );
          setSaved(true);
        });
      }}
    >
      <h2>Project</h2>
      <label className="field">
        <span>Name</span>
        <input value={name} onChange={(event) => setName(event.target.value)} maxLength={120} required />
      </label>
      <label className="field">
        <span>Somebody else may wrongly get a “yes”</span>
        <select
          value={settings.fmr}
          onChange={(event) => setSettings({ ...settings, fmr: Number(event.target.value) })}
        >
          {rates.map((rate) => (
            <option key={rate} value={rate}>
              {sayRate(rate)} times
            </option>
          ))}
        </select>
        <small>The rarer, the more movement it takes to decide (false match rate).</small>
      </label>
      <label className="field">
        <span>Erase sessions after … days</span>
        <input
          type="number"
          min={1}
          max={3650}
          required
          value={settings.retentionDays}
          onChange={(event) => setSettings({ ...settings, retentionDays: Number(event.target.value) })}
        />
        <small>What was learnt of people stays until you erase it.</small>
      </label>
      <label className="field">
        <span>Blocks that make an enrolment</span>
        <input
          type="number"
          min={5}
          max={500}
          required
          value={settings.enrolmentBlocks}
          onChange={(event) => setSettings({ ...settings, enrolmentBlocks: Number(event.target.value) })}
        />
        <small>More blocks: longer to learn, surer afterwards.</small>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.keepEvents}
          onChange={(event) => setSettings({ ...settings, keepEvents: event.target.checked })}
        />
        <span>
          Keep the movements themselves after a session ends
          <small>Otherwise signatures, decisions and what the next line says are kept.</small>
        </span>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={settings.findReplays}
          onChange={(event) => setSettings({ ...settings, findReplays: event.target.checked })}
        />
        <span>
          Find movements that were made before
          <small>
            For that, single movements of each session are kept for as long as the session. Switching this off
            erases them.
          </small>
        </span>
      </label>
      <label className="field">
        <span>Pages that may record</span>
        <textarea
          rows={3}
          value={origins}
          onChange={(event) => setOrigins(event.target.value)}
          placeholder="https://example.com"
          spellCheck={false}
        />
        <small>One address a line, without a path. Empty: this server's own pages alone.</small>
      </label>
      <Failure error={error} />
      <div className="actions">
        <button type="submit" className="primary" disabled={busy}>
          Save
        </button>
        <span role="status" className="good-text">
          {saved ? "Saved." : ""}
        </span>
      </div>
    </form>
  );
}
