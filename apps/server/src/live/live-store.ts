import type {
  DecisionStore,
  EnrolmentStore,
  ProjectStore,
  RecordingStore,
  SessionStore,
  SubjectStore,
  TrackStore,
} from "../store/store.js";

/** What the live side asks of the store. */
export interface LiveStore {
  readonly projects: Pick<ProjectStore, "get">;
  readonly subjects: Pick<SubjectStore, "list">;
  readonly enrolments: Pick<EnrolmentStore, "ofProject" | "ofSubject" | "create">;
  readonly sessions: Pick<SessionStore, "find" | "unended" | "end">;
  readonly recordings: Omit<RecordingStore, "latestBlocks">;
  readonly tracks: Pick<TrackStore, "list" | "ofSession">;
  readonly decisions: Pick<DecisionStore, "append" | "latest">;
}
