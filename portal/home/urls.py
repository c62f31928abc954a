"""Addresses of pages that are not in Wagtail's tree."""

from django.urls import path

from portal.home.business_items import business_items, business_items_xlsx
from portal.home.offline import offline, service_worker
from portal.home.permalinks import permalink
from portal.home.sitemaps import robots, site_map, sitemap_index, sitemap_part

urlpatterns = [
    path("i/<uuid:item_id>", permalink, name="permalink"),
    path("business-items/", business_items, name="business_items"),
    path("business-items.xlsx", business_items_xlsx, name="business_items_xlsx"),
    path("site-map/", site_map, name="site_map"),
    path("sitemap.xml", sitemap_index, name="sitemap_index"),
    path("sitemaps/<slug:name>-<int:number>.xml", sitemap_part, name="sitemap_part"),
    path("offline/", offline, name="offline"),
    path("service-worker.js", service_worker, name="service_worker"),
    path("robots.txt", robots, name="robots"),
]
