import { type CaptureState, type Recording, start } from "@wristprint/capture";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Call, Input } from "../api/client.js";

export interface Recorded {
  readonly session: string;
  /** What the script tells; null until it has begun. */
  readonly state: CaptureState | null;
  readonly running: boolean;
}

/** Recording the pointer on this page: only between a start and a stop, and never longer than the page is shown. */
export function useRecording(call: Call, project: string) {
  const [recorded, setRecorded] = useState<Recorded | null>(null);
  const current = useRef<{ session: string; recording: Recording } | null>(null);
  const shown = useRef(true);

  const stop = useCallback(async () => {
    const going = current.current;
    if (going === null) return;
    current.current = null;
    const state = await going.recording.stop();
    setRecorded((before) =>
      before?.session === going.session ? { session: going.session, state, running: false } : before,
    );
    await call("endSession", { params: { project, session: going.session } });
  }, [call, project]);

  const begin = useCallback(
    async (body: NonNullable<Input<"createSession">["body"]>) => {
      const access = await call("createSession", { params: { project }, body });
      // The page was left before the answer came: nothing is to be recorded on another one.
      if (!shown.current) {
        await call("endSession", { params: { project, session: access.session } });
        return;
      }
      const { session, token, endpoint } = access;
      setRecorded({ session, state: null, running: true });
      const recording = start({
        endpoint,
        token,
        session,
        onState: (state) =>
          setRecorded((before) => (before?.session === session ? { ...before, state } : before)),
      });
      current.current = { session, recording };
    },
    [call, project],
  );

  /** Stops, and erases what was recorded. */
  const reset = useCallback(async () => {
    const session = current.current?.session ?? recorded?.session;
    await stop();
    if (session !== undefined) await call("eraseSession", { params: { project, session } });
    setRecorded(null);
  }, [call, project, recorded, stop]);

  const forget = useCallback(() => setRecorded(null), []);

  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
      // Nobody is left to tell; the server ends a session that falls silent.
      void stop().catch(() => undefined);
    };
  }, [stop]);

  return { recorded, begin, stop, reset, forget };
}
