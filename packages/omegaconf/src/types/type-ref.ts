/** What may be stored somewhere: the declared type, as data. */
export type TypeRef =
  | { readonly kind: 'any' }
