import { Type } from 'typebox';

const Nullable = <Inner extends Parameters<typeof Type.Array>[0]>(inner: Inner) => Type.Union([inner, Type.Null()]);
const Day = Type.String({ format: 'date' });

const ProblemSchema = Type.Object({
  severity: Type.String({ description: 'error or warning' }), line: Type.Integer({ minimum: 1 }), pointer: Type.String({ description: 'JSON pointer into the file' }), code: Type.String(), message: Type.String({ description: 'German' }),
});

export const SearchResultSchema = Type.Object({
  total: Type.Integer(), page: Type.Integer(), pages: Type.Integer(), approximate: Type.Boolean({ description: 'Nothing fits exactly; the entries only resemble what was asked' }),
  entries: Type.Array(Type.Object({
    slug: Type.String(), name: Type.String(), origin: Type.String({ description: 'first-party or open-source' }), shortDescription: Type.String(), shortDescriptionLanguage: Nullable(Type.String()),
    categories: Type.Array(Type.String()), licence: Nullable(Type.String()), developmentStatus: Nullable(Type.String()), users: Type.Integer(),
  })),
  facets: Type.Array(Type.Object({ facet: Type.String(), values: Type.Array(Type.Object({ value: Type.String(), count: Type.Integer(), chosen: Type.Boolean() })) })),
});

/** A statement on sustainability that counts today, or did until it expired. */
export const SustainabilitySchema = Type.Object({
  id: Type.String({ format: 'uuid' }), topic: Type.String({ description: 'software-label (Blauer Engel DE-UZ 215), data-centre-label (DE-UZ 228), pue, renewable-share and reuse-share (per cent), hosting-location, energy-use (kWh per user and year) or supported-until' }),
  value: Type.String({ description: 'A figure with a point, a day as YYYY-MM-DD, or a text' }), source: Type.String(), link: Nullable(Type.String()), statedOn: Day, lastDay: Type.String({ format: 'date', description: 'The last day on which it counts' }), expired: Type.Boolean(),
  author: Type.String({ description: 'supplier or operator' }), authorName: Nullable(Type.String()), confirmedOn: Nullable(Day), sha256: Type.String(),
});

export const SolutionSchema = Type.Object({
  slug: Type.String(), origin: Type.String(),
  listing: Type.Unknown({ description: 'Everything that could be understood of the publiccode.yml file; null or empty where it says nothing' }),
  conformance: Type.Object({ conformant: Type.Boolean(), version: Nullable(Type.String()), problems: Type.Array(ProblemSchema) }),
  normalised: Type.Array(ProblemSchema), provenance: Nullable(Type.Object({ repository: Type.String(), commit: Type.String(), readOn: Nullable(Day) })),
  lastGoodReadAt: Type.String({ format: 'date-time' }), failure: Nullable(Type.Object({ line: Type.Integer(), reason: Type.String(), at: Type.String({ format: 'date-time' }) })),
  offers: Type.Array(Type.Object({
    id: Type.String({ format: 'uuid' }), plan: Type.String(), name: Type.String(), description: Type.String(), appId: Type.String(), inHouse: Type.Boolean(),
    prices: Type.Array(Type.Object({ contributionClass: Type.String(), centsPerYear: Type.Integer(), validFrom: Day, label: Nullable(Type.String()) })),
  })),
  users: Type.Array(Type.Object({ authority: Type.String({ format: 'uuid' }), since: Day })),
  sustainability: Type.Array(SustainabilitySchema, { description: 'One for each topic that somebody has stated; a topic that is missing is unknown' }),
});
