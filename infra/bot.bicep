// The registration at Azure Bot: where Teams sends activities, and how people sign in to Microsoft Graph.
param name string
param displayName string

@description('https://…/api/messages')
param endpoint string

param appId string

@allowed(['UserAssignedMSI', 'SingleTenant'])
param appType string

@description('Of a managed identity; empty for an Entra app.')
param identityId string = ''

param tenantId string
param signInAppId string

@secure()
param signInAppSecret string

var azureActiveDirectory2 = '30dd229c-58e3-4a48-bdfd-91ec48eb906c'
var always = 'openid profile offline_access'

// The same as in aad.manifest.json. Bookings stand apart, so that nobody is asked for what they do not use.
var connections = [
  {
    name: 'graph'
    scopes: '${always} User.Read User.ReadBasic.All Calendars.ReadWrite MailboxSettings.Read OnlineMeetings.ReadWrite VirtualAppointment.Read'
  }
  {
    name: 'bookings'
    scopes: '${always} User.Read BookingsAppointment.ReadWrite.All'
  }
]

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: '${name}-bot'
  location: 'global'
  kind: 'azurebot'
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: displayName
    endpoint: endpoint
    msaAppId: appId
    msaAppType: appType
    msaAppTenantId: tenantId
    msaAppMSIResourceId: empty(identityId) ? null : identityId
    disableLocalAuth: true
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: {
        isEnabled: true
      }
    }
  }
}

resource signIn 'Microsoft.BotService/botServices/connections@2022-09-15' = [
  for connection in connections: {
    parent: bot
    name: connection.name
    location: 'global'
    properties: {
      serviceProviderId: azureActiveDirectory2
      serviceProviderDisplayName: 'Azure Active Directory v2'
      clientId: signInAppId
      clientSecret: signInAppSecret
      scopes: connection.scopes
      parameters: [
        {
          key: 'tenantID'
          value: tenantId
        }
        {
          key: 'tokenExchangeUrl'
          value: 'api://botid-${appId}'
        }
      ]
    }
  }
]
