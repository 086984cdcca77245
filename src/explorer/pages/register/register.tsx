import { leaveFor } from '../../browser/leave.js';
import { type Further, noteRecorded } from '../../browser/recorded.js';
import { later } from '../../components/later.js';
import { useView } from '../../components/view.js';
import { draftOf } from '../../recording/draft-of.js';
import { MayRecord } from '../../recording/may-record.js';
import type { RegisteredNoun } from '../../recording/registration/nouns.js';
import type { RegisterData } from './load.js';

const RegistrationForm = later(
  async () => (await import('../../recording/registration/registration-form.js')).RegistrationForm,
);

/** What usually follows when something was registered. */
function nextFor(noun: RegisteredNoun, page: string): Further {
  if (noun === 'claim') return { text: 'record.whoSaysSo', path: `${page}/entries/new` };
  return { text: noun === 'narrative' ? 'change.addClaim' : 'change.link', path: `${page}/change` };
}

/** Registers an actor, a document, a claim or a narrative. */
export function RegisterPage({ data: { noun, schema, initial, today } }: { readonly data: RegisterData }) {
  const view = useView();
  const { words } = view;
  const draft = draftOf(view.path, view.query);
  return (
    <article class="form-page">
      <h1>{words.text(`register.title.${noun}`)}</h1>
      <p>{words.text(`register.means.${noun}`)}</p>
      <MayRecord scope="record">
        <RegistrationForm
          key={draft}
          {...{ noun, schema, initial, draft, today }}
          onRegistered={(id, isReadable) => {
            const page = `/${noun}s/${id}`;
            const further = [nextFor(noun, page), { text: `register.another.${noun}` as const, path: `/${noun}s/new` }];
            noteRecorded({ page, text: `register.done.${noun}`, isReadable, further });
            leaveFor(view.href(page));
          }}
        />
      </MayRecord>
    </article>
  );
}
