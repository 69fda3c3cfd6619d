<#ftl output_format="XML">
<#-- Atom 1.0 (RFC 4287). Links inside an entry's content are relative to xml:base. -->
<#assign address = (ovenbird.baseUrl)!"">
<#if !address?has_content><#assign address = config.site_host!""></#if>
<#assign address = address?remove_ending("/") + "/">
<#assign feedFile = config.feed_file!"feed.xml">
<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${(config.site_lang)!"en"}">
  <title>${config.site_title!"Ovenbird"}</title>
  <#if (config.site_description!"")?has_content>
  <subtitle>${config.site_description}</subtitle>
  </#if>
  <id>${address}</id>
  <link rel="alternate" type="text/html" href="${address}"/>
  <link rel="self" type="application/atom+xml" href="${address}${feedFile}"/>
  <#-- The newest post's date and not the build's: the same posts give the same feed. -->
  <updated><#if published_posts?has_content>${published_posts?first.date?datetime?iso_utc}<#else>1970-01-01T00:00:00Z</#if></updated>
  <author><name>${config.site_author!config.site_title!"Ovenbird"}</name></author>
  <generator<#if (ovenbird.version)?has_content> version="${ovenbird.version}"</#if>>Ovenbird</generator>
  <#list published_posts as post>
  <#if post?index == 20><#break></#if>
  <entry>
    <title>${post.title}</title>
    <id>${address}${post.uri}</id>
    <link rel="alternate" type="text/html" href="${address}${post.uri}"/>
    <published>${post.date?datetime?iso_utc}</published>
    <updated>${post.date?datetime?iso_utc}</updated>
    <#list (post.tags)![] as name>
    <category term="${name}"/>
    </#list>
    <#if (post.summary!"")?has_content>
    <summary>${post.summary}</summary>
    </#if>
    <content type="html" xml:base="${address}${post.uri}">${post.body}</content>
  </entry>
  </#list>
</feed>
