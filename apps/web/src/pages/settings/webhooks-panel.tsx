import { webhookEvent } from "@wristprint/api";
import { useState } from "react";
import { useConsole } from "../../console-context.js";
import { ConfirmButton } from "../../parts/confirm-button.js";
import { Failure } from "../../parts/notice.js";
import { sayTime } from "../../parts/say.js";
import { SecretOnce } from "../../parts/secret-once.js";
import { useAction } from "../../parts/use-action.js";
import { useLoad } from "../../parts/use-load.js";

type WebhookEvent = (typeof webhookEvent.options)[number];

const EVENT_WORDS: Readonly<Record<WebhookEvent, string>> = {
  verification: "is it the person: yes or no",
  identification: "who it is",
  anomaly: "somebody else took over",
  liveness: "a person or a machine",
  replay: "a copy of earlier movements",
  enrolment: "a person has been learnt",
  "session.ended": "a session ended",
};

export function WebhooksPanel() {
  const { call, project } = useConsole();
  const params = { project: project.id };
  const hooks = useLoad(async () => (await call("listWebhooks", { params })).items, project.id);
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhookEvent.options);
  const [secret, setSecret] = useState<string | null>(null);
  const { busy, error, run } = useAction();
  return (
    <section className="panel stack">
      <h2>Webhooks</h2>
      <p className="quiet">Addresses of your own server that are called when something is decided.</p>
      <Failure error={hooks.error} />
      <ul className="rows">
        {hooks.data?.map((hook) => (
          <li key={hook.id}>
            <span className="break">
              <b>{hook.url}</b>{" "}
              <small>
                {hook.events.map((event) => EVENT_WORDS[event]).join(", ")}
                {" · "}
                {hook.lastFailure !== null
                  ? `failed: ${hook.lastFailure}`
                  : hook.lastDeliveredAt === null
                    ? "nothing delivered yet"
                    : `last delivered ${sayTime(hook.lastDeliveredAt)}`}
                {hook.waiting > 0 ? ` · ${hook.waiting} waiting` : ""}
              </small>
            </span>
            <ConfirmButton
              small
              label="Remove"
              question="Stop calling this address?"
              onConfirm={async () => {
                await call("eraseWebhook", { params: { ...params, webhook: hook.id } });
                await hooks.reload();
              }}
            >
              Nothing more is delivered to {hook.url}.
            </ConfirmButton>
          </li>
        ))}
      </ul>
      {secret === null ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void run(async () => {
              const made = await call("createWebhook", {
                params,
                body: { url: url.trim(), events: [...events] },
              });
              setSecret(made.secret);
              setUrl("");
              await hooks.reload();
            });
          }}
        >
          <label className="field">
            <span>New address</span>
            <input
              type="url"
              value={url}
              onChange={(event) => setUrl(event.target.value)}
              placeholder="https://example.com/wristprint"
              maxLength={500}
              autoComplete="off"
            />
          </label>
          <fieldset className="checks">
            <legend>Call it when it is decided …</legend>
            {webhookEvent.options.map((event) => (
              <label key={event} className="check">
                <input
                  type="checkbox"
                  checked={events.includes(event)}
                  onChange={({ target }) =>
                    setEvents(
                      webhookEvent.options.filter((one) =>
                        one === event ? target.checked : events.includes(one),
                      ),
                    )
                  }
                />
                <span>{EVENT_WORDS[event]}</span>
              </label>
            ))}
          </fieldset>
          <div className="actions">
            <button type="submit" disabled={busy || url.trim() === "" || events.length === 0}>
              Add
            </button>
          </div>
        </form>
      ) : (
        <SecretOnce secret={secret} what="the webhook's secret" onDone={() => setSecret(null)} />
      )}
      <Failure error={error} />
    </section>
  );
}
