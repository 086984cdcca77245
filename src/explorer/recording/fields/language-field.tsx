import { useMemo, useState } from 'preact/hooks';
import { recentChoices, rememberChoice } from '../../browser/recent-choices.js';
import { useWords } from '../../components/view.js';
import { attributesOf, FieldFrame, type FieldProps, textOf } from './field-props.js';

/** Offered by name; every other language by its code. */
const OFFERED =
  'af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id is it ja ka kk km kn ko ku ky lo lt lv mk ml mn mr ms mt my ne nl no pa pl ps pt ro ru si sk sl so sq sr sv sw ta te tg th tk tr uk ur uz vi yi zh zu'.split(
    ' ',
  );
const OTHER = 'other';
const RECENT = 'language';

/** A language, by its name in the language of the page. None is taken for granted; those that were chosen lately come first. */
export function LanguageField({ field, value, onChange, faults, at }: FieldProps) {
  const words = useWords();
  const [isOther, setOther] = useState(false);
  const tag = textOf(value);
  const isWritten = isOther || (tag !== '' && !OFFERED.includes(tag));
  const byName = useMemo(
    () =>
      OFFERED.map((each) => ({ tag: each, name: words.languageName(each) })).toSorted((a, b) =>
        a.name.localeCompare(b.name, words.language),
      ),
    [words],
  );
  const [lately] = useState(() => recentChoices(RECENT).filter((each) => OFFERED.includes(each)));
  const option = ({ tag: each, name }: (typeof byName)[number]) => (
    <option key={each} value={each}>
      {name}
    </option>
  );
  return (
    <FieldFrame {...{ field, faults, at }}>
      {(facts) => (
        <div class="time-inputs">
          <select
            {...attributesOf(facts)}
            value={isWritten ? OTHER : tag}
            onChange={({ currentTarget: { value: chosen } }) => {
              setOther(chosen === OTHER);
              if (chosen !== '' && chosen !== OTHER) rememberChoice(RECENT, chosen);
              onChange(chosen === '' || chosen === OTHER ? undefined : chosen);
            }}
          >
            <option value="">{words.text(field.isRequired ? 'record.language.choose' : 'record.notSaid')}</option>
            {lately.length > 0 && (
              <optgroup label={words.text('record.language.lately')}>
                {lately.map((each) => option({ tag: each, name: words.languageName(each) }))}
              </optgroup>
            )}
            <optgroup label={words.text('record.language.all')}>
              {byName.filter(({ tag: each }) => !lately.includes(each)).map(option)}
            </optgroup>
            <option value={OTHER}>{words.text('record.language.other')}</option>
          </select>
          {isWritten && (
            <input
              class="short"
              dir="ltr"
              autocomplete="off"
              spellcheck={false}
              aria-label={words.text('record.language.code')}
              aria-invalid={facts.isInvalid}
              aria-describedby={facts.describedBy}
              value={tag}
              onInput={({ currentTarget: { value: typed } }) => {
                setOther(true);
                onChange(typed === '' ? undefined : typed);
              }}
            />
          )}
        </div>
      )}
    </FieldFrame>
  );
}
