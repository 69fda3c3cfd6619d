<#macro box title><b>${title}</b></#macro>
