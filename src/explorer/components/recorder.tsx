import type { ById } from '../api/names.js';
import { Foreign } from './links.js';
import { useView } from './view.js';

interface RecorderProps {
  /** The id of the principal. */
  readonly id: string;
  /** The names that the visitor may know. */
  readonly names?: ById;
}

/** Who recorded something: by name where the visitor may know it, as everybody may know their own; and by id. */
export function Recorder({ id, names = {} }: RecorderProps) {
  const { visitor } = useView();
  const name = names[id] ?? (visitor?.id === id ? visitor.name : undefined);
  const own = (
    <span class="id" dir="ltr">
      {id}
    </span>
  );
  if (name === undefined || name === id) return own;
  return (
    <span>
      <Foreign>{name}</Foreign> ({own})
    </span>
  );
}
