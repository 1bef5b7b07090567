type Told<Source, Part, Field extends keyof Part> = {
  [Name in Field]: (
    source: Source,
  ) => undefined extends Part[Name] ? Exclude<Part[Name], undefined> | null : Part[Name];
};

/** Resolvers of fields that a part of the source answers by their own names; what it does not say is null. */
export function toldBy<Source, Part, Field extends keyof Part>(
  partOf: (source: Source) => Part,
  fields: readonly Field[],
): Told<Source, Part, Field> {
  const resolvers = fields.map((field) => [field, (source: Source) => partOf(source)[field] ?? null]);
  return Object.fromEntries(resolvers) as Told<Source, Part, Field>;
}
