import { ValidateBy } from 'class-validator';
import { Optional, Slug } from '../../validation/field-decorators.js';
import { isPlace, PLACES } from './export-selection.js';

const PlaceInLog = (): PropertyDecorator =>
  ValidateBy({
    name: 'placeInLog',
    validator: { validate: isPlace, defaultMessage: () => `$property must be ${PLACES}.` },
  });

export class ExportQuery {
  @Optional() @PlaceInLog() until?: string;
  @Optional() @PlaceInLog() since?: string;
  @Optional() @Slug() claim?: string;
  @Optional() @Slug() narrative?: string;
}
