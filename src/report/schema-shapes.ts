import { z } from 'zod'

/*
 * What the schemas of report.json are made of. They mirror the types that the stages share (src/inspect, src/boot,
 * src/trace, src/judge); __tests__/report/report-schema.test.ts fails to compile when one of them moves away. Every
 * object is read-only and drops keys that it does not know.
 */
export const object = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.object(shape).readonly()
export const list = <Item extends z.ZodType>(item: Item) => z.array(item).readonly()
export const count = z.int().nonnegative()
