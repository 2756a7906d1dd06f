module.exports = { value: 'legacy', named: 'named' }
