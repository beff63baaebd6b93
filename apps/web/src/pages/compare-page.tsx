import { useMemo, useState } from "react";
import { useConsole } from "../console-context.js";
import { useOnNewBlocks } from "../live/use-on-new-blocks.js";
import { decodeSignature } from "../map/decode-signature.js";
import { type NamedPoint, SignatureMap } from "../map/signature-map.js";
import { colourOf, css } from "../parts/colour-scale.js";
import { Empty, Failure, Loading } from "../parts/notice.js";
import { PageHead } from "../parts/page-head.js";
import { SimilarityMatrix } from "../parts/similarity-matrix.js";
import { useLoad } from "../parts/use-load.js";

/** Blocks on the map at most, newest first. */
const MAP_BLOCKS = 1000;

/** Who moves like whom: a matrix of all with all, and a map of every block. */
export function ComparePage() {
  return (
    <>
      <PageHead title="Compare">
        Here you see who moves like whom: bright cells and points that lie together are alike. It follows
        recordings as they go on.
      </PageHead>
      <Matrix />
      <BlockMap />
    </>
  );
}

function Matrix() {
  const { call, project, live } = useConsole();
  const [of, setOf] = useState<"subjects" | "sessions">("subjects");
  const [lower, setLower] = useState(0);
  const loaded = useLoad(
    () => call("similarities", { params: { project: project.id }, query: { of } }),
    `${project.id} ${of}`,
  );
  useOnNewBlocks(live, loaded.reload);
  const rows = loaded.data?.items.length ?? 0;
  return (
    <section className="panel stack">
      <h2>Everybody with everybody</h2>
      <div className="row top">
        <fieldset className="segments">
          <legend className="hidden">Rows</legend>
          <label>
            <input type="radio" name="of" checked={of === "subjects"} onChange={() => setOf("subjects")} />
            <span>People</span>
          </label>
          <label>
            <input type="radio" name="of" checked={of === "sessions"} onChange={() => setOf("sessions")} />
            <span>Sessions</span>
          </label>
        </fieldset>
        <label className="field">
          <span>Darkest colour at {lower.toFixed(2)}</span>
          <input
            type="range"
            min={-1}
            max={0.95}
            step={0.05}
            value={lower}
            onChange={(event) => setLower(Number(event.target.value))}
          />
          <small>Raise it to see differences between those who are much alike.</small>
        </label>
      </div>
      <Scale lower={lower} />
      <Failure error={loaded.error} />
      {loaded.data === null && loaded.error === null ? <Loading /> : null}
      {loaded.data !== null && rows === 0 ? (
        <Empty title="Nothing to compare yet">
          <p>{of === "subjects" ? "Teach it at least two people." : "Record at least two sessions."}</p>
        </Empty>
      ) : null}
      {loaded.data !== null && rows > 0 ? (
        <SimilarityMatrix similarities={loaded.data} lower={lower} />
      ) : null}
    </section>
  );
}

function Scale({ lower }: { readonly lower: number }) {
  const stops = Array.from({ length: 9 }, (_, i) => css(colourOf(i / 8, 0)));
  return (
    <div className="scale" aria-hidden="true">
      <span>{lower.toFixed(2)}</span>
      <span className="scale-bar" style={{ background: `linear-gradient(to right, ${stops.join(", ")})` }} />
      <span>1</span>
    </div>
  );
}

function BlockMap() {
  const { call, project, live } = useConsole();
  const loaded = useLoad(
    () => call("listSignatures", { params: { project: project.id }, query: { limit: MAP_BLOCKS } }),
    project.id,
  );
  useOnNewBlocks(live, loaded.reload);

  const points = useMemo<NamedPoint[]>(() => {
    const list = loaded.data;
    if (list === null) return [];
    return list.items.map(({ session, subject, label, block, signature }) => ({
      key: `${session} ${block}`,
      group: subject?.name ?? label ?? `Session ${session.slice(0, 8)}`,
      block,
      signature: decodeSignature(signature, list.size),
    }));
  }, [loaded.data]);

  return (
    <section className="panel stack">
      <h2>Map of blocks</h2>
      <p className="quiet">
        Each point is a block, some seconds of movement. The computer sorts alike ones together; left, right,
        up and down mean nothing by themselves. The colour is who it is said to be.
      </p>
      <Failure error={loaded.error} />
      {loaded.data === null ? null : <SignatureMap points={points} />}
    </section>
  );
}
