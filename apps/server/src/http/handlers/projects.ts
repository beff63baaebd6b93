/** Projects, their keys, and who did what. */
import { DEFAULT_SETTINGS } from "@wristprint/api";
import { newApiKey } from "../access/secrets.js";
import { audit } from "../audit.js";
import { type Handlers, projectOf } from "../call.js";
import { found, missing } from "../problem.js";

type ProjectHandlers = Pick<
  Handlers,
  | "listProjects"
  | "createProject"
  | "getProject"
  | "changeProject"
  | "eraseProject"
  | "listKeys"
  | "createKey"
  | "revokeKey"
  | "listAudit"
>;

export const projectHandlers: ProjectHandlers = {
  async listProjects({ context }) {
    return { items: [...(await context.store.projects.list())] };
  },

  async createProject({ context, caller, body }) {
    const settings = { ...DEFAULT_SETTINGS, ...given(body.settings) };
    const project = await context.store.projects.create({ name: body.name, settings });
    await audit(context, project.id, caller, "project.created", `project ${project.id}`);
    return project;
  },

  async getProject(call) {
    return projectOf(call);
  },

  async changeProject({ context, caller, params, body }) {
    const change = { name: body.name, settings: given(body.settings) };
    const project = found(await context.store.projects.change(params.project, change), "project");
    await audit(context, project.id, caller, "project.changed", `project ${project.id}`);
    // Blocks that complete an enrolment, and rates, may be others now.
    context.engine.settingsChanged(project.id);
    return project;
  },

  async eraseProject({ context, params, request }) {
    const { store, engine } = context;
    const live = (await store.sessions.unended()).filter(({ project }) => project === params.project);
    if (!(await store.projects.erase(params.project))) throw missing("project");
    engine.forget(live.map(({ id }) => id));
    engine.settingsChanged(params.project);
    // Its own audit is gone with it.
    request.log.info({ project: params.project }, "a project was erased");
    return undefined;
  },

  async listKeys({ context, params }) {
    return { items: [...(await context.store.keys.list(params.project))] };
  },

  async createKey({ context, caller, params, body }) {
    const { secret, start, hash } = newApiKey(context.random);
    const key = await context.store.keys.create(params.project, { name: body.name, start, hash });
    await audit(context, params.project, caller, "key.created", `key ${key.id}`);
    return { ...key, secret };
  },

  async revokeKey({ context, caller, params }) {
    const { project, key } = params;
    if (!(await context.store.keys.revoke(project, key, new Date(context.clock())))) throw missing("key");
    await audit(context, project, caller, "key.revoked", `key ${key}`);
    return undefined;
  },

  async listAudit({ context, params, query }) {
    const { items, next } = await context.store.audit.list(params.project, query);
    return { items: [...items], next };
  },
};

/** Without members that are there and undefined, which would hide a default. */
function given<T extends object>(partial: T | undefined) {
  type Given = { [K in keyof T]?: Exclude<T[K], undefined> };
  return Object.fromEntries(
    Object.entries(partial ?? {}).filter(([, value]) => value !== undefined),
  ) as Given;
}
