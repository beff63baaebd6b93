import { useCallback, useEffect, useRef, useState } from "react";

export interface Loaded<T> {
  /** The latest that was loaded; stays while it is loaded again. */
  readonly data: T | null;
  readonly error: Error | null;
  readonly reload: () => Promise<void>;
}

/** Loads when the page opens, when `key` changes, and on demand. An answer that is overtaken is passed over. */
export function useLoad<T>(load: () => Promise<T>, key: string): Loaded<T> {
  const [state, setState] = useState<{ key: string; data: T | null; error: Error | null }>({
    key,
    data: null,
    error: null,
  });
  const latest = useRef({ load, turn: 0 });
  latest.current.load = load;

  const reload = useCallback(async () => {
    latest.current.turn += 1;
    const { turn } = latest.current;
    try {
      const data = await latest.current.load();
      if (turn === latest.current.turn) setState({ key, data, error: null });
    } catch (error) {
      if (turn === latest.current.turn) {
        setState((before) => ({ key, data: before.key === key ? before.data : null, error: error as Error }));
      }
    }
  }, [key]);

  useEffect(() => {
    void reload();
    return () => {
      latest.current.turn += 1;
    };
  }, [reload]);

  return {
    data: state.key === key ? state.data : null,
    error: state.key === key ? state.error : null,
    reload,
  };
}
