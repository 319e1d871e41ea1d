# fails: follows selected taints-kept tolerated
# Chosen nodes without ever having been everywhere.
kubectl label node worker-1 logs=on
kubectl patch daemonset log-agent -p '{"spec":{"template":{"spec":{"nodeSelector":{"logs":"on"}}}}}'
sleep 60
kubectl label node worker-2 logs=on
sleep 30
