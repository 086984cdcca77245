import { Matches } from 'class-validator';

/** An encrypted text as it is stored. */
export class SealedTextDto {
  @Matches(/^[0-9a-f]{12}$/, { message: '$property must be the id of a key.' }) key!: string;
  @Matches(/^[A-Za-z0-9+/]+=*$/, { message: '$property must be base64.' }) box!: string;
}
