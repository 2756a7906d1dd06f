export default async (x: number): Promise<number> => x
