import { useState } from "react";
import { useConsole } from "../../console-context.js";
import { AddByName } from "../../parts/add-by-name.js";
import { ConfirmButton } from "../../parts/confirm-button.js";
import { Failure } from "../../parts/notice.js";
import { sayTime } from "../../parts/say.js";
import { SecretOnce } from "../../parts/secret-once.js";
import { useLoad } from "../../parts/use-load.js";

export function KeysPanel() {
  const { call, project } = useConsole();
  const params = { project: project.id };
  const keys = useLoad(async () => (await call("listKeys", { params })).items, project.id);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <section className="panel stack">
      <h2>API keys</h2>
      <p className="quiet">
        For your own server to begin sessions and ask for decisions. Never put a key into a page: anybody
        could read it there.
      </p>
      <Failure error={keys.error} />
      <ul className="rows">
        {keys.data?.map((key) => (
          <li key={key.id}>
            <span>
              <b>{key.name}</b> <code>{key.start}…</code>{" "}
              <small>
                {key.revokedAt !== null
                  ? `revoked ${sayTime(key.revokedAt)}`
                  : key.lastUsedAt === null
                    ? "never used"
                    : `last used ${sayTime(key.lastUsedAt)}`}
              </small>
            </span>
            {key.revokedAt === null ? (
              <ConfirmButton
                small
                label="Revoke"
                question={`Revoke the key “${key.name}”?`}
                onConfirm={async () => {
                  await call("revokeKey", { params: { ...params, key: key.id } });
                  await keys.reload();
                }}
              >
                Programs that use it are refused from now on.
              </ConfirmButton>
            ) : null}
          </li>
        ))}
      </ul>
      {secret === null ? (
        <AddByName
          label="New key, for"
          placeholder="Our shop's server"
          button="Make a key"
          onAdd={async (name) => {
            const made = await call("createKey", { params, body: { name } });
            setSecret(made.secret);
            await keys.reload();
          }}
        />
      ) : (
        <SecretOnce secret={secret} what="the key" onDone={() => setSecret(null)} />
      )}
    </section>
  );
}
