import type { Field, FieldOf } from '../field.js';
import { ChoiceField, YesNoField } from './choice-field.js';
import { ChoicesField } from './choices-field.js';
import type { FieldProps } from './field-props.js';
import { LanguageField } from './language-field.js';
import { ObjectField, ObjectsField } from './object-fields.js';
import { ReferenceField } from './reference-field.js';
import { LinesField, LongTextField, NumberField, TextField } from './text-fields.js';
import { TimeField } from './time-field.js';

/** The field for a property, by its kind. */
export function FieldView(props: FieldProps) {
  const { field } = props;
  const as = <Kind extends Field['kind']>(_kind: Kind) => props as FieldProps<FieldOf<Kind>>;
  switch (field.kind) {
    case 'text':
      return field.isLong ? <LongTextField {...as(field.kind)} /> : <TextField {...props} />;
    case 'url':
      return <TextField {...props} />;
    case 'number':
      return <NumberField {...props} />;
    case 'language':
      return <LanguageField {...props} />;
    case 'texts':
      return <LinesField {...props} />;
    case 'yes-no':
      return <YesNoField {...props} />;
    case 'choice':
      return <ChoiceField {...as(field.kind)} />;
    case 'choices':
      return <ChoicesField {...as(field.kind)} />;
    case 'time':
      return <TimeField {...as(field.kind)} />;
    case 'reference':
      return <ReferenceField {...as(field.kind)} />;
    case 'object':
      return <ObjectField {...as(field.kind)} Member={FieldView} />;
    case 'objects':
      return <ObjectsField {...as(field.kind)} Member={FieldView} />;
  }
}
