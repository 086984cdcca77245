import { leaveFor } from '../../browser/leave.js';
import { noteRecorded } from '../../browser/recorded.js';
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
          onRegistered={(id, isReadable) => {
            if (noun === 'claim') {
              noteRecorded({ claim: id, deed: 'registered', entry: '', type: 'ClaimRegistered', isReadable });
            }
            leaveFor(view.href(`/${noun}s/${id}`));
          }}
        />
      </MayRecord>
    </article>
  );
}
