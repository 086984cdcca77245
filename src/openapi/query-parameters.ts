import type { DtoClass } from '../validation/dto-class.js';
import type { DtoSchemas } from './dto-schemas.js';
import type { Schema } from './schema.js';

/** The query parameters that a class accepts. */
export function queryParameters(dto: DtoClass, dtos: DtoSchemas): Schema[] {
  const { properties, required } = dtos.of(dto);
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    ...(required.includes(name) && { required: true }),
    description,
    schema,
  }));
}
