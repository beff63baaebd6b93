/** Where decisions are delivered. */
import { webhookUrlProblem } from "../../webhooks/webhook-url.js";
import { newToken } from "../access/secrets.js";
import { audit } from "../audit.js";
import type { Handlers } from "../call.js";
import { HttpProblem, missing } from "../problem.js";
import { showWebhook } from "../stored-answers.js";

type WebhookHandlers = Pick<Handlers, "listWebhooks" | "createWebhook" | "eraseWebhook">;

export const webhookHandlers: WebhookHandlers = {
  async listWebhooks({ context, params }) {
    return { items: (await context.store.webhooks.list(params.project)).map(showWebhook) };
  },

  async createWebhook({ context, caller, params, body }) {
    const problem = webhookUrlProblem(body.url, context.settings.privateWebhooks);
    if (problem !== undefined) throw new HttpProblem(400, "bad-input", `the body › url: ${problem}`);
    const secret = `whsec_${newToken(context.random)}`;
    const events = [...new Set(body.events)];
    const webhook = await context.store.webhooks.create(params.project, { url: body.url, events, secret });
    await audit(context, params.project, caller, "webhook.created", `webhook ${webhook.id}`);
    return { ...showWebhook(webhook), secret };
  },

  async eraseWebhook({ context, caller, params }) {
    const { project, webhook } = params;
    if (!(await context.store.webhooks.erase(project, webhook))) throw missing("webhook");
    await audit(context, project, caller, "webhook.erased", `webhook ${webhook}`);
    return undefined;
  },
};
