// No editor, no HTTP: the flow alone. The function node finds how to store readings as the global "readings".
module.exports = {
  flowFile: 'flow.json',
  credentialSecret: false,
  httpAdminRoot: false,
  httpNodeRoot: false,
  functionGlobalContext: { readings: require(process.env.PEER_STORE) },
  logging: { console: { level: 'info' } },
};
