/** An answer is not as the department contract (`schema/department.graphql`) has it. */
export class BrokenContract extends Error {}
