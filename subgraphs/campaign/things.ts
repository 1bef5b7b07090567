import type { Group, Kept, Post, Routes, Settings, Step, Unit } from './model.ts';
import type { Letter, Return, Summary } from './returns/model.ts';

/** Kinds of things that are kept. */
export interface Things {
  unit: Unit;
  post: Post;
  group: Group;
  routes: Routes;
  settings: Settings;
  return: Return;
  summary: Summary;
  letter: Letter;
}

export type Kind = keyof Things;

/** A thing as a database keeps it. */
export interface StoredThing {
  kind: Kind;
  body: Kept;
}

/** A step as a database keeps it. */
export interface StoredStep {
  kind: Kind;
  id: string;
  step: Step;
}
