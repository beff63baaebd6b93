import type { Project } from "@wristprint/api";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Call } from "./api/client.js";
import { type ConsoleContext, ConsoleContextOf } from "./console-context.js";
import { useLiveSessions } from "./live/use-live-sessions.js";
import { Page } from "./page.js";
import { Failure, Loading } from "./parts/notice.js";
import { ThemeSwitch } from "./parts/theme-switch.js";
import { useLoad } from "./parts/use-load.js";
import { formatRoute, type Route } from "./routing/route.js";
import { useRoute } from "./routing/use-route.js";

const FIRST_PROJECT = "My project";
const CHOSEN = "wristprint.project";

const PLACES: readonly { readonly route: Route; readonly label: string }[] = [
  { route: { page: "live" }, label: "Live" },
  { route: { page: "record" }, label: "Record" },
  { route: { page: "slider" }, label: "Slider" },
  { route: { page: "people" }, label: "People" },
  { route: { page: "compare" }, label: "Compare" },
  { route: { page: "settings" }, label: "Settings" },
  { route: { page: "how" }, label: "How it works" },
];

/** The pages of a place in the navigation. */
const BELONGS: Partial<Record<Route["page"], Route["page"]>> = { session: "live", person: "people" };

/** Loads the projects, makes the first where there is none, and shows the console of the one chosen. */
export function ConsoleShell({
  call,
  onSignedOut,
}: {
  readonly call: Call;
  readonly onSignedOut: () => void;
}) {
  const making = useRef<Promise<Project> | null>(null);
  const projects = useLoad(async () => {
    const { items } = await call("listProjects");
    if (items.length > 0) return items;
    making.current ??= call("createProject", { body: { name: FIRST_PROJECT } });
    return [await making.current];
  }, "projects");
  const [chosen, setChosen] = useState(() => localStorage.getItem(CHOSEN));
  const [changed, setChanged] = useState<Project | null>(null);

  if (projects.data === null) {
    return (
      <main className="gate">
        <Failure error={projects.error} />
        {projects.error === null ? <Loading /> : null}
      </main>
    );
  }
  const all = projects.data.map((one) => (one.id === changed?.id ? changed : one));
  const project = all.find(({ id }) => id === chosen) ?? all[0];
  if (project === undefined) return null;
  return (
    <SignedIn
      key={project.id}
      call={call}
      project={project}
      projects={all}
      changeProject={setChanged}
      chooseProject={(id) => {
        localStorage.setItem(CHOSEN, id);
        setChosen(id);
        window.location.hash = formatRoute({ page: "live" });
      }}
      onSignedOut={onSignedOut}
    />
  );
}

function SignedIn({
  call,
  project,
  projects,
  changeProject,
  chooseProject,
  onSignedOut,
}: Omit<ConsoleContext, "live"> & {
  readonly chooseProject: (id: string) => void;
  readonly onSignedOut: () => void;
}) {
  const live = useLiveSessions(call, project.id);
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const place = formatRoute(route);
  const first = useRef(place);
  const context = useMemo(
    () => ({ call, project, projects, changeProject, live }),
    [call, project, projects, changeProject, live],
  );

  // A new page is read from its start, by eye and by screen reader.
  useEffect(() => {
    if (first.current === place) return;
    first.current = place;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [place]);

  return (
    <ConsoleContextOf value={context}>
      <button type="button" className="skip" onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <div className="shell">
        <header className="bar">
          <a className="brand" href={formatRoute({ page: "live" })}>
            <img src="/icon.svg" alt="" width="28" height="28" />
            Wristprint
          </a>
          {projects.length > 1 ? (
            <select
              aria-label="Project"
              value={project.id}
              onChange={(event) => chooseProject(event.target.value)}
            >
              {projects.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          ) : (
            <span className="project">{project.name}</span>
          )}
          <span className={live.connected ? "link-state on" : "link-state"} role="status">
            {live.connected ? "Connected" : "Connecting …"}
          </span>
        </header>
        <nav className="places" aria-label="Pages">
          <ul>
            {PLACES.map(({ route: { page }, route: to, label }) => (
              <li key={page}>
                <a
                  href={formatRoute(to)}
                  aria-current={(BELONGS[route.page] ?? route.page) === page ? "page" : undefined}
                >
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main id="main" ref={main} tabIndex={-1}>
          <Page key={place} route={route} />
        </main>
        <footer className="foot">
          <ThemeSwitch />
          <button
            type="button"
            className="plain"
            onClick={async () => {
              await call("signOut").catch(() => undefined);
              onSignedOut();
            }}
          >
            Sign out
          </button>
        </footer>
      </div>
    </ConsoleContextOf>
  );
}
