import type { CallAnswer, ENDPOINTS } from "@wristprint/api";
import type { ServerContext } from "./context.js";
import { readSessions } from "./read-sessions.js";
import { currentModel } from "./recognition-model.js";
import { base64Floats } from "./stored-answers.js";

type SignatureList = CallAnswer<(typeof ENDPOINTS)["listSignatures"]>;

/** Signatures of single blocks with whose they are, for a map. */
export async function listSignatures(
  context: Pick<ServerContext, "store" | "recogniser">,
  project: string,
  limit: number,
): Promise<SignatureList> {
  const model = currentModel(context);
  const blocks = (await context.store.recordings.latestBlocks(project, model, limit)).slice(0, limit);
  const sessions = await readSessions(context.store, project, blocks, limit);
  const size = blocks[0]?.signature.length ?? 0;
  const items = blocks.flatMap(({ session: id, index, signature }) => {
    const session = sessions.get(id);
    if (session === undefined || signature.length !== size) return [];
    const { subject, label } = session;
    return { session: id, subject, label, block: index, signature: base64Floats(signature) };
  });
  return { model, size, items };
}
