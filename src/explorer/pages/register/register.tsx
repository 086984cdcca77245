import { follow } from '../../browser/follow.js';
import { later } from '../../components/later.js';
import { useView } from '../../components/view.js';
import { draftOf } from '../../recording/draft-of.js';
import { MayRecord } from '../../recording/may-record.js';
import type { RegisterData } from './load.js';

const RegistrationForm = later(
  async () => (await import('../../recording/registration/registration-form.js')).RegistrationForm,
);

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
          onRegistered={(id) => {
            follow(view.href(`/${noun}s/${id}`));
          }}
        />
      </MayRecord>
    </article>
  );
}
