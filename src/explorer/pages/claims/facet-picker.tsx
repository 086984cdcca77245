import { useId, useState } from 'preact/hooks';
import { follow } from '../../browser/follow.js';
import { useView } from '../../components/view.js';
import type { ReferencePickerProps } from '../../pickers/reference-picker.js';
import type { FacetName, ListParameters } from './load.js';

/** Of the facets whose values have names: what is found by them. */
export const NAMED_FACETS = { about: 'actor', actor: 'actor', narrative: 'narrative' } as const satisfies Partial<
  Record<FacetName, ReferencePickerProps['refersTo']>
>;

interface FacetPickerProps {
  readonly facet: keyof typeof NAMED_FACETS;
  readonly chosen: readonly string[];
  readonly filters: ListParameters;
}

type Picker = typeof import('../../pickers/reference-picker.js').ReferencePicker;

/** Finds a value that isn't among the most frequent ones. What finds it is loaded on demand. */
export function FacetPicker({ facet, chosen, filters }: FacetPickerProps) {
  const view = useView();
  const id = useId();
  const [Picker, setPicker] = useState<{ readonly it: Picker }>();
  const open = async () => {
    const { ReferencePicker } = await import('../../pickers/reference-picker.js');
    setPicker({ it: ReferencePicker });
  };
  if (!Picker) {
    return (
      <button type="button" class="quiet with-script" onClick={() => void open()}>
        {view.words.text('claims.findByName')}
      </button>
    );
  }
  return (
    <div data-later>
      <label for={id} class="hidden">
        {view.words.text('claims.findByName')}
      </label>
      <Picker.it
        refersTo={NAMED_FACETS[facet]}
        id={id}
        focused
        value={undefined}
        onChange={(value) => {
          if (typeof value === 'string') follow(view.href('/claims', { ...filters, [facet]: [...chosen, value] }));
        }}
      />
    </div>
  );
}
