const a: number = 1
module.exports = { a, dir: typeof __dirname, this: this === module.exports }
