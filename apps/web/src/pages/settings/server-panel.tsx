import { useConsole } from "../../console-context.js";
import { Failure, Loading } from "../../parts/notice.js";
import { useLoad } from "../../parts/use-load.js";

export function ServerPanel() {
  const { call } = useConsole();
  const state = useLoad(() => call("serverState"), "server");
  const server = state.data;
  return (
    <section className="panel stack">
      <h2>Server</h2>
      <Failure error={state.error} />
      {server === null ? (
        state.error === null ? (
          <Loading />
        ) : null
      ) : (
        <>
          {server.model === null ? (
            <p className="notice bad">No model is loaded, so nothing can be recognised now.</p>
          ) : null}
          <dl className="facts">
            <div>
              <dt>Version</dt>
              <dd>{server.version}</dd>
            </div>
            <div>
              <dt>Model</dt>
              <dd>{server.model === null ? "none" : `${server.model.name} ${server.model.version}`}</dd>
            </div>
            <div>
              <dt>Person or machine</dt>
              <dd>
                {server.detector === null ? "none" : `${server.detector.name} ${server.detector.version}`}
              </dd>
            </div>
            <div>
              <dt>Database</dt>
              <dd>{server.database === "pglite" ? "PGlite, in a folder" : "PostgreSQL"}</dd>
            </div>
            <div>
              <dt>Live sessions</dt>
              <dd>{server.liveSessions}</dd>
            </div>
            <div>
              <dt>Blocks that wait</dt>
              <dd>{server.waitingBlocks}</dd>
            </div>
          </dl>
          <h3>Predictors</h3>
          {server.predictors.length === 0 ? <p className="quiet">None.</p> : null}
          <ul className="rows">
            {server.predictors.map(({ address, healthy, outstanding }) => (
              <li key={address}>
                <span className="break">
                  <b>{address}</b> <small>{outstanding} under way</small>
                </span>
                <span className={healthy ? "badge live" : "badge bad"}>
                  {healthy ? "works" : "does not answer"}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="actions">
        <button type="button" onClick={() => void state.reload()}>
          Look again
        </button>
      </div>
    </section>
  );
}
