// For "Debug in Teams": a bot registration that leads through a tunnel to this machine, and nothing else.
@minLength(4)
@maxLength(16)
param name string

@description('Entra app of the bot, which people also sign in to.')
param appId string

@secure()
param appSecret string

param tenantId string

@description('Host of the tunnel.')
param domain string

module bot 'bot.bicep' = {
  name: 'bot'
  params: {
    name: name
    displayName: 'Nudge (local)'
    endpoint: 'https://${domain}/api/messages'
    appId: appId
    appType: 'SingleTenant'
    tenantId: tenantId
    signInAppId: appId
    signInAppSecret: appSecret
  }
}
